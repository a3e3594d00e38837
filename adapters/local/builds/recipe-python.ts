/** Python: dependencies go into a virtual environment beside the code; the web server is the one the project depends on. */
import type { Recipe, SourceFacts } from './recipe.ts';

export function planPython(facts: SourceFacts): Recipe {
  const requirements = (facts.requirements ?? '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  const pip = '.venv/bin/pip install --no-input --progress-bar off';
  const install =
    requirements.length > 0
      ? [`${pip} -r requirements.txt`]
      : facts.files.has('pyproject.toml') && facts.requirements === null
        ? [`${pip} .`]
        : [];
  const web = webCommand(facts, new Set(requirements.map((line) => line.split(/[\s<>=!~;[@]/)[0]?.toLowerCase() ?? '')));
  return {
    framework: 'python',
    // Nothing to install needs no environment of its own, which saves two seconds.
    install: install.length > 0 ? ['python3 -m venv .venv', ...install] : [],
    build: null,
    release: null,
    processes: web === null ? {} : { web },
    staticRoots: [],
  };
}

function webCommand(facts: SourceFacts, packages: ReadonlySet<string>): string | null {
  const module = ['main', 'app', 'server', 'wsgi', 'asgi'].find((name) => facts.files.has(`${name}.py`));
  if (module && packages.has('uvicorn')) return `uvicorn ${module}:app --host 127.0.0.1 --port $PORT`;
  if (module && packages.has('gunicorn')) return `gunicorn ${module}:app --bind 127.0.0.1:$PORT`;
  if (facts.files.has('manage.py')) return 'python3 manage.py runserver 127.0.0.1:$PORT --noreload';
  return module ? `python3 ${module}.py` : null;
}
