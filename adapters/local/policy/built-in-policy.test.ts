import { policyEngineContract } from '../../../test/contracts/policy-engine.contract.ts';
import { builtInPolicy } from './built-in-policy.ts';

policyEngineContract('built-in', async () => builtInPolicy());
