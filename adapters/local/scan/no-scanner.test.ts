import { vulnerabilityScannerContract } from '../../../test/contracts/vulnerability-scanner.contract.ts';
import { noScanner } from './no-scanner.ts';

vulnerabilityScannerContract('none', async () => ({
  scanner: noScanner(),
  subjects: [{ kind: 'directory', reference: '/srv/artifact', digest: null, credential: null }],
}));
