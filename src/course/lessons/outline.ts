// The whole course as a list: every lesson in its order, whether it is written yet or not.

export type PartId = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H'

export type Part = { id: PartId; title: string }

export type OutlineEntry = { number: number; id: string; part: PartId; title: string }

export const parts: readonly Part[] = [
  { id: 'A', title: 'The wire' },
  { id: 'B', title: 'HTTP' },
  { id: 'C', title: 'Data' },
  { id: 'D', title: 'Project: the URL shortener' },
  { id: 'E', title: 'Project: user management' },
  { id: 'F', title: 'Design an API' },
  { id: 'G', title: 'More than one thing' },
  { id: 'H', title: 'Run it' },
]

type Row = readonly [id: string, title: string]

// An id is never changed and never given to another lesson: a learner's progress is kept by it.
const lessonsOfParts: Readonly<Record<PartId, readonly Row[]>> = {
  A: [
    ['start-here', 'Start here'],
    ['what-happens-when-you-open-a-url', 'What happens when you open a URL'],
    ['tcp-is-a-stream', 'TCP is a stream'],
    ['anatomy-of-http', 'Anatomy of HTTP'],
    ['tls-and-https', 'TLS and HTTPS'],
    ['hello-http', 'Hello, HTTP'],
    ['devtools-and-curl', 'Devtools and curl'],
  ],
  B: [
    ['methods', 'Methods'],
    ['status-codes', 'Status codes'],
    ['headers-and-negotiation', 'Content negotiation'],
    ['reading-a-body', 'Reading a body'],
    ['urls-and-parameters', 'URLs and parameters'],
    ['router', 'A router'],
    ['middleware', 'Middleware'],
    ['compression', 'Compression'],
    ['cookies', 'Cookies'],
    ['static-files-and-caching', 'Static files and caching'],
    ['validators', 'Validators'],
    ['ranges', 'Ranges'],
    ['html-without-xss', 'HTML without XSS'],
    ['a-small-framework', 'A small framework'],
  ],
  C: [
    ['sql-and-sqlite', 'SQL and SQLite'],
    ['sql-injection', 'SQL injection'],
    ['keys-and-joins', 'Keys and joins'],
    ['indexes', 'Indexes'],
    ['transactions', 'Transactions'],
    ['group-commit', 'Group commit'],
    ['migrations', 'Migrations'],
    ['repository', 'A repository'],
  ],
  D: [
    ['create-and-redirect', 'Create and redirect'],
    ['codes-that-collide', 'Codes that collide'],
    ['safe-targets', 'Safe targets'],
    ['counting-clicks', 'Counting clicks'],
    ['the-page', 'The page'],
    ['share-it', 'Share it'],
  ],
  E: [
    ['passwords', 'Passwords'],
    ['sessions', 'Sessions'],
    ['csrf', 'Requests from other sites (CSRF)'],
    ['basic-and-api-keys', 'Basic authentication and API keys'],
    ['jwt', 'JSON Web Tokens'],
    ['refresh-tokens', 'Refresh tokens'],
    ['roles-and-ownership', 'Roles and ownership'],
    ['limits', 'Limits'],
    ['reset-by-email', 'Reset by email'],
    ['second-factor', 'A second factor'],
    ['oauth-and-oidc', 'OAuth and OpenID Connect'],
    ['user-management', 'User management'],
  ],
  F: [
    ['validation', 'Validation'],
    ['resources-and-naming', 'Resources and naming'],
    ['pages-filters-sorting', 'Pages, filters, sorting'],
    ['versioning', 'Versioning'],
    ['concurrency-and-idempotency', 'Concurrency and idempotency'],
    ['api-documents', 'API documents'],
    ['cors-and-react', 'CORS and React'],
    ['layers', 'Layers'],
    ['soap', 'SOAP'],
    ['graphql', 'GraphQL'],
    ['grpc', 'gRPC'],
    ['calling-another-api', 'Calling another API'],
  ],
  G: [
    ['event-loop', 'The event loop'],
    ['jobs-and-queues', 'Jobs and queues'],
    ['caching-with-redis', 'Caching with Redis'],
    ['server-sent-events', 'Server-sent events'],
    ['websockets', 'WebSockets'],
    ['events-and-cqrs', 'Events and CQRS'],
    ['monolith-microservices-serverless', 'Monolith, microservices, serverless'],
  ],
  H: [
    ['logs', 'Logs'],
    ['metrics-and-traces', 'Metrics and traces'],
    ['testing', 'Testing'],
    ['load-testing', 'Load testing'],
    ['load-balancer-and-reverse-proxy', 'Load balancer and reverse proxy'],
    ['outgrowing-one-machine', 'Outgrowing one machine'],
    ['deploying', 'Deploying'],
    ['the-shop', 'The shop'],
  ],
}

export const outline: readonly OutlineEntry[] = parts
  .flatMap((part) => lessonsOfParts[part.id].map(([id, title]) => ({ id, part: part.id, title })))
  .map((entry, number) => ({ number, ...entry }))
