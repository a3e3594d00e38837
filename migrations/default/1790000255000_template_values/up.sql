insert into public.templates (slug, name, description, category, manifest) values
  ('static-site', 'Static site', 'A site from a git repository, built when it has a package.json, served as files.', 'web',
   '{"version":1,"projects":{"site":{"services":{"web":{"type":"web","git":"https://github.com/h5bp/html5-boilerplate","reference":"main","directory":"dist"}}}}}'),
  ('node-postgresql', 'Node.js and PostgreSQL', 'A web service in Node.js and a database with nightly backups; the service finds it in DATABASE_URL.', 'web',
   '{"version":1,"projects":{"app":{"services":{"web":{"type":"web","git":"https://github.com/heroku/nodejs-getting-started","reference":"main","variables":{"DATABASE_URL":"${{ main.URL }}"}}},"databases":{"main":{"engine":"postgresql"}}}}}'),
  ('python-postgresql', 'Python and PostgreSQL', 'A web service in Python and a database with nightly backups; the service finds it in DATABASE_URL.', 'web',
   '{"version":1,"projects":{"app":{"services":{"web":{"type":"web","git":"https://github.com/heroku/python-getting-started","reference":"main","variables":{"DATABASE_URL":"${{ main.URL }}"}}},"databases":{"main":{"engine":"postgresql"}}}}}'),
  ('postgresql', 'PostgreSQL', 'A database alone, with nightly backups kept for a week.', 'data',
   '{"version":1,"projects":{"data":{"databases":{"main":{"engine":"postgresql","backups":{"schedule":"0 2 * * *","retentionDays":7}}}}}}'),
  ('yugabytedb', 'YugabyteDB', 'A distributed database of three nodes, with pooled connections.', 'data',
   '{"version":1,"projects":{"data":{"databases":{"main":{"engine":"yugabytedb","nodes":3,"pooling":true}}}}}')
on conflict do nothing;
