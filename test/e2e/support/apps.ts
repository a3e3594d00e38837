/** Small real programs to deploy. */

/** A web app without dependencies: every answer says its version, its process and its replica. */
export const webApp = (version: string): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'app', version: '1.0.0', scripts: { start: 'node server.js' } }),
  'server.js': `
    const { createServer } = require('node:http');
    createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ version: ${JSON.stringify(version)}, pid: process.pid }));
    }).listen(process.env.PORT);
    console.log('listening on', process.env.PORT);
  `,
});

/** The same with a build that takes its time: the file \`go\` in the repository's folder ends it. */
export const slowBuild = (goFile: string): Record<string, string> => ({
  ...webApp('slow'),
  'package.json': JSON.stringify({
    name: 'app',
    version: '1.0.0',
    scripts: { build: 'node build.js', start: 'node server.js' },
  }),
  'build.js': `
    const { existsSync } = require('node:fs');
    console.log('building');
    const timer = setInterval(() => existsSync(${JSON.stringify(goFile)}) && clearInterval(timer), 50);
  `,
});

/** A build that fails after saying why. */
export const failingBuild: Record<string, string> = {
  ...webApp('never'),
  'package.json': JSON.stringify({ name: 'app', version: '1.0.0', scripts: { build: 'node build.js', start: 'node server.js' } }),
  'build.js': `console.log('compiling the answer'); console.error('the answer does not compile: 42'); process.exit(3);`,
};

/** Runs, logs, and never listens. */
export const deafApp: Record<string, string> = {
  ...webApp('deaf'),
  'server.js': `console.log('I do not listen to anybody'); setInterval(() => {}, 1000);`,
};
