/** What the server wants said on the page, by the header `X-Notice` of its answers: for example that nothing it shows is real. */
import { useEffect, useState } from 'react';

export function Notice() {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    fetch(new URL('healthz', document.baseURI)).then(
      ({ headers }) => setText(headers.get('x-notice')),
      () => {},
    );
  }, []);
  return text === null ? null : (
    <p className="console-notice" role="status">
      {text}
    </p>
  );
}
