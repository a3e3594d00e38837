/** The console's page. It loads two files of our own and talks to nobody but this engine. */
export const CONSOLE_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphQL console</title>
    <link rel="stylesheet" href="console/main.css" />
  </head>
  <body>
    <div id="console"></div>
    <script type="module" src="console/main.js"></script>
  </body>
</html>
`;
