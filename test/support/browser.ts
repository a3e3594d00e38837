/** A browser without a screen: follows redirects one by one and keeps each origin's cookies. */

export interface Followed {
  readonly at: URL;
  /** null when it stopped before an address that it should not visit. */
  readonly page: Response | null;
}

export interface Browser {
  visit(address: string): Promise<Response>;
  /** Until it would go to an address that begins with `stop`, or is shown a page. */
  follow(address: string, stop: string): Promise<Followed>;
}

export function openBrowser(): Browser {
  const jar = new Map<string, Map<string, string>>();
  const visit = async (address: string): Promise<Response> => {
    const { origin } = new URL(address);
    const cookies = jar.get(origin) ?? new Map<string, string>();
    jar.set(origin, cookies);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  return {
    visit,
    follow: async (address, stop) => {
      for (let at = address; ; ) {
        const response = await visit(at);
        const location = response.headers.get('location');
        if (location === null) return { at: new URL(at), page: response };
        at = new URL(location, at).href;
        if (at.startsWith(stop)) return { at: new URL(at), page: null };
      }
    },
  };
}
