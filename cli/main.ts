/** `northstack`: reads the command line. Each command is a file in commands/ that loads what it needs only when it is run. */
import { Command, CommanderError } from 'commander';
import { applyCommand } from './commands/apply.ts';
import { approveCommand, rejectCommand } from './commands/approve.ts';
import { attentionCommand } from './commands/attention.ts';
import { auditCommand } from './commands/audit.ts';
import { cancelCommand } from './commands/cancel.ts';
import { channelsCommand } from './commands/channels.ts';
import { clustersCommand } from './commands/clusters.ts';
import { credentialsCommand } from './commands/credentials.ts';
import { dbCommand } from './commands/db.ts';
import { deadLettersCommand } from './commands/dead-letters.ts';
import { deployCommand } from './commands/deploy.ts';
import { domainsCommand } from './commands/domains.ts';
import { engineCommand } from './commands/engine.ts';
import { envCommand } from './commands/env.ts';
import { environmentsCommand } from './commands/environments.ts';
import { exportCommand } from './commands/export.ts';
import { firstAdministratorCommand } from './commands/first-administrator.ts';
import { historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { jobsCommand } from './commands/jobs.ts';
import { keysCommand } from './commands/keys.ts';
import { loginCommand } from './commands/login.ts';
import { logoutCommand } from './commands/logout.ts';
import { logsCommand } from './commands/logs.ts';
import { membersCommand } from './commands/members.ts';
import { openCommand } from './commands/open.ts';
import { orgsCommand } from './commands/orgs.ts';
import { passwordCommand } from './commands/password.ts';
import { planCommand } from './commands/plan.ts';
import { projectsCommand } from './commands/projects.ts';
import { promoteCommand } from './commands/promote.ts';
import { quotasCommand } from './commands/quotas.ts';
import { regionsCommand } from './commands/regions.ts';
import { restartCommand } from './commands/restart.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { rotateSecretKeyCommand } from './commands/rotate-secret-key.ts';
import { runCommand } from './commands/run.ts';
import { scaleCommand } from './commands/scale.ts';
import { secretsCommand } from './commands/secrets.ts';
import { serveCommand } from './commands/serve.ts';
import { servicesCommand } from './commands/services.ts';
import { sessionsCommand } from './commands/sessions.ts';
import { signingKeysCommand } from './commands/signing-keys.ts';
import { startCommand } from './commands/start.ts';
import { statusCommand } from './commands/status.ts';
import { stopCommand } from './commands/stop.ts';
import { straysCommand } from './commands/strays.ts';
import { templatesCommand } from './commands/templates.ts';
import { tokenCommand } from './commands/token.ts';
import { topCommand } from './commands/top.ts';
import { upCommand } from './commands/up.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import { whoamiCommand } from './commands/whoami.ts';
import { whynotCommand } from './commands/whynot.ts';
import { reportFailure } from './failure.ts';

const groups: Readonly<Record<string, readonly (() => Command)[]>> = {
  'Run NorthStack:': [upCommand, engineCommand, serveCommand, firstAdministratorCommand, rotateSecretKeyCommand],
  'Sign in:': [
    loginCommand,
    logoutCommand,
    whoamiCommand,
    orgsCommand,
    tokenCommand,
    keysCommand,
    sessionsCommand,
    passwordCommand,
  ],
  'People:': [membersCommand, auditCommand, signingKeysCommand],
  'Tell others:': [webhooksCommand, channelsCommand],
  'Projects and services:': [
    projectsCommand,
    environmentsCommand,
    servicesCommand,
    envCommand,
    secretsCommand,
    credentialsCommand,
    domainsCommand,
    quotasCommand,
  ],
  'Databases and clusters:': [dbCommand, clustersCommand, regionsCommand],
  'Configuration as code:': [planCommand, applyCommand, exportCommand, importCommand, templatesCommand],
  'Deploy:': [deployCommand, rollbackCommand, promoteCommand, approveCommand, rejectCommand, cancelCommand, historyCommand],
  'Jobs:': [runCommand, jobsCommand],
  'Operate:': [
    statusCommand,
    topCommand,
    logsCommand,
    whynotCommand,
    openCommand,
    scaleCommand,
    startCommand,
    stopCommand,
    restartCommand,
    attentionCommand,
    deadLettersCommand,
    straysCommand,
  ],
};

const program = new Command('northstack')
  .description('An internal Platform-as-a-Service: from a git repository to a running service.')
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 not understood.');
for (const [heading, commands] of Object.entries(groups))
  for (const command of commands) program.addCommand(command().helpGroup(heading));
strict(program);

program.parseAsync().catch((error: unknown) => {
  // Commander has told already what it did not understand.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, process.argv.includes('--json'));
});

/** A command line nobody understands ends with code 2 and where to read on. */
function strict(command: Command): void {
  command.exitOverride().showHelpAfterError(`(${path(command)} --help says more)`);
  for (const sub of command.commands) strict(sub);
}

function path(command: Command): string {
  return command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
}
