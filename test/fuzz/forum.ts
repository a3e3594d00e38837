/**
 * A forum in which a user sees some rows and some columns, and data for it in two versions: what the user may see is the same in
 * both, everything else differs.
 */
import type { Random } from './random.ts';

/** The caller: member of the even organisations, author 2. */
export const CALLER = { 'x-hasura-user-id': '1', 'x-hasura-author-id': '2' };

export const SCHEMA = `
create table org (id int primary key, name text not null, secret text not null);
create table member (id int primary key, org_id int not null references org, user_id int not null);
create table mood (value text primary key);
insert into mood values ('happy'), ('sad');
create table author (
  id int primary key, org_id int not null references org, name text, email text not null, score numeric, info jsonb,
  tags text[], mood text references mood
);
create table article (
  id int primary key, author_id int not null references author, title text not null, body text not null,
  is_published boolean not null, likes bigint, published_at timestamptz, words smallint, rank float8, key uuid
);
create table comment (
  id int primary key, article_id int not null references article, author_id int references author, text text not null,
  is_flagged boolean not null
);
create function author_label(a author) returns text language sql stable as $$ select a.name || '!' $$;
create function author_best(a author, fewest int default 1) returns setof article language sql stable as $$
  select * from article where author_id = a.id and likes >= fewest
$$;
create function search_articles(search text) returns setof article language sql stable as $$
  select * from article where title like '%' || search || '%'
$$;
`;

const isMember = { members: { user_id: { _eq: 'X-Hasura-User-Id' } } };
const foreignKey = (name: string, column: string) => ({ name, using: { foreign_key_constraint_on: column } });
const reverse = (name: string, table: string, column: string) => ({
  name,
  using: { foreign_key_constraint_on: { table: { schema: 'public', name: table }, column } },
});
const select = (role: string, columns: string[], filter: object, more: object = {}) => ({
  role,
  permission: { columns, filter, allow_aggregations: true, ...more },
});
/** `user` may write by `filter`, `writer` what he sees. */
const write = (columns: string[], filter: object, seen: object, set: object = {}) => ({
  insert_permissions: [
    { role: 'user', permission: { columns, check: filter, set } },
    { role: 'writer', permission: { columns, check: seen, set } },
  ],
  update_permissions: [
    { role: 'user', permission: { columns, filter, check: filter, set } },
    { role: 'writer', permission: { columns, filter: seen, check: seen, set } },
  ],
  delete_permissions: [
    { role: 'user', permission: { filter } },
    { role: 'writer', permission: { filter: seen } },
  ],
});
/** The same for both. */
const selects = (columns: string[], filter: object, more: object = {}) => [
  select('user', columns, filter, more),
  select('writer', columns, filter, more),
];
const SEEN_ARTICLES = {
  _and: [{ author: { org: isMember } }, { _or: [{ is_published: { _eq: true } }, { author_id: { _eq: 'X-Hasura-Author-Id' } }] }],
};
const SEEN_COMMENTS = { is_flagged: { _eq: false }, article: { is_published: { _eq: true } } };
const table = (name: string, more: object) => ({ table: { schema: 'public', name }, ...more });

/**
 * `user` sees rows, `owner` his own in full, `both` is both: the body of an article only where it is his. `writer` sees what
 * `user` sees and changes nothing else.
 */
export const METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: 'postgres://unused' } },
      tables: [
        table('mood', { is_enum: true }),
        table('member', {}),
        table('org', {
          array_relationships: [reverse('members', 'member', 'org_id'), reverse('authors', 'author', 'org_id')],
          select_permissions: selects(['id', 'name'], isMember),
        }),
        table('author', {
          ...write(['id', 'org_id', 'name', 'email', 'score', 'info', 'tags', 'mood'], { org: isMember }, { org: isMember }),
          object_relationships: [foreignKey('org', 'org_id')],
          array_relationships: [reverse('articles', 'article', 'author_id'), reverse('comments', 'comment', 'author_id')],
          computed_fields: [
            { name: 'label', definition: { function: { schema: 'public', name: 'author_label' } } },
            { name: 'best', definition: { function: { schema: 'public', name: 'author_best' } } },
          ],
          select_permissions: selects(
            ['id', 'org_id', 'name', 'score', 'info', 'tags', 'mood'],
            { org: isMember },
            { computed_fields: ['label'] },
          ),
        }),
        table('article', {
          ...write(
            ['id', 'title', 'body', 'is_published', 'likes'],
            { author_id: { _eq: 'X-Hasura-Author-Id' } },
            { _and: [SEEN_ARTICLES, { author_id: { _eq: 'X-Hasura-Author-Id' } }] },
            { author_id: 'X-Hasura-Author-Id' },
          ),
          object_relationships: [foreignKey('author', 'author_id')],
          array_relationships: [reverse('comments', 'comment', 'article_id')],
          select_permissions: [
            ...selects(
              ['id', 'author_id', 'title', 'is_published', 'likes', 'published_at', 'words', 'rank', 'key'],
              SEEN_ARTICLES,
              { limit: 4 },
            ),
            select('owner', ['id', 'title', 'body'], { author_id: { _eq: 'X-Hasura-Author-Id' } }),
          ],
        }),
        table('comment', {
          ...write(['id', 'article_id', 'text', 'is_flagged'], { article: { is_published: { _eq: true } } }, SEEN_COMMENTS),
          object_relationships: [foreignKey('article', 'article_id'), foreignKey('author', 'author_id')],
          select_permissions: selects(['id', 'article_id', 'author_id', 'text'], SEEN_COMMENTS),
        }),
      ],
      functions: [{ function: { schema: 'public', name: 'search_articles' } }],
    },
  ],
  inherited_roles: [{ role_name: 'both', role_set: ['user', 'owner'] }],
};

/** They are there in both versions, with other contents: seen rows refer to them. */
const HIDDEN_AUTHORS = [3, 6];
const HIDDEN_ARTICLES = [1, 3, 5];

/** `seen` decides what the caller sees, `hidden` the rest; `isSparse`: which hidden rows there are, too. */
export function data(seen: Random, hidden: Random, isSparse = true): string {
  const rows: string[] = [];
  const insert = (name: string, values: readonly (string | number | boolean | null)[]) =>
    rows.push(`insert into ${name} values (${values.map(literal).join(', ')});`);
  const isSeenOrg = (id: number) => id % 2 === 0;
  for (let id = 1; id <= 6; id++) {
    const random = isSeenOrg(id) ? seen : hidden;
    insert('org', [id, word(random), word(hidden)]);
    insert('member', [id, id, isSeenOrg(id) ? 1 : 2 + hidden.below(3)]);
  }
  const authors: { id: number; isSeen: boolean }[] = [];
  for (let id = 1; id <= 14; id++) {
    const isSeen = id % 3 !== 0;
    const random = isSeen ? seen : hidden;
    if (!isSeen && !HIDDEN_AUTHORS.includes(id) && random.chance(0.3) && isSparse) continue;
    const org = 2 * (1 + random.below(3)) - (isSeen ? 0 : 1);
    const info = random.pick([null, '{"a": 1}', '{"a": {"b": [1, 2]}, "c": "x"}', '[1, "a"]', '"a"']);
    const tags = random.pick([null, '{}', '{a}', '{a,b}', '{b,NULL}']);
    const score = random.pick([null, '1.5', '2', '-3.25']);
    insert('author', [
      id,
      org,
      random.chance(0.2) ? null : word(random),
      word(hidden),
      score,
      info,
      tags,
      random.pick([null, 'happy', 'sad']),
    ]);
    authors.push({ id, isSeen });
  }
  const articles: { id: number; isSeen: boolean; isPublished: boolean }[] = [];
  for (let id = 1; id <= 40; id++) {
    const isPublic = id % 2 === 0;
    const random = isPublic ? seen : hidden;
    const isReferred = HIDDEN_ARTICLES.includes(id);
    if (!isPublic && !isReferred && random.chance(0.3) && isSparse) continue;
    // Public: of seen authors and published, or the caller's own. The rest: unpublished, or of unseen authors.
    const own = isPublic && random.chance(0.2);
    const candidates = authors.filter((a) => (isPublic ? a.isSeen : isReferred ? !a.isSeen : a.id !== 2));
    const author = own ? 2 : random.pick(candidates).id;
    const isSeenAuthor = authors.some((a) => a.id === author && a.isSeen);
    const isPublished = own ? random.chance(0.5) : isPublic || isReferred || (!isSeenAuthor && random.chance(0.5));
    const body = author === 2 ? word(seen) : word(hidden);
    const at = random.pick([null, '2024-01-02 03:04:05+00', '2023-05-06 07:08:09.123+02']);
    insert('article', [
      id,
      author,
      word(random),
      body,
      isPublished,
      random.pick([null, 0, 1, 2, 9007199254740993n.toString()]),
      at,
      random.pick([null, 1, 2, 3]),
      random.pick([null, '0.5', '1', 'NaN']),
      random.pick([null, `00000000-0000-4000-8000-00000000000${random.below(3)}`]),
    ]);
    articles.push({ id, isSeen: isPublic, isPublished });
  }
  for (let id = 1; id <= 60; id++) {
    const isPublic = id % 2 === 0;
    const random = isPublic ? seen : hidden;
    if (!isPublic && random.chance(0.3) && isSparse) continue;
    const article = random.pick(
      articles.filter((a) => !isPublic || (a.isPublished && (a.isSeen || HIDDEN_ARTICLES.includes(a.id)))),
    );
    const author = random.chance(0.3)
      ? null
      : random.pick(authors.filter((a) => !isPublic || a.isSeen || HIDDEN_AUTHORS.includes(a.id))).id;
    insert('comment', [id, article.id, author, word(random), !isPublic && (article.isPublished || random.chance(0.5))]);
  }
  return rows.join('\n');
}

const word = (random: Random) => random.pick(['a', 'b', 'ab', 'abc', 'B', 'x y', "it's", 'ä']) + random.pick(['', '', '1', '2']);

const literal = (value: string | number | boolean | null) =>
  value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
