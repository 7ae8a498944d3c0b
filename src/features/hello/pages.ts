// A page that calls the hello API with fetch, so that you can watch the requests in the browser's
// network panel. Lesson: hello-http (tour)

import { html } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import { sitePage } from '../site/page.ts'

export function helloPage(): Reply {
  return sitePage({
    title: 'Hello API',
    scripts: ['hello.js'],
    body: html`<section class="notice wide">
<h1>Hello API</h1>
<p>Open the network panel of your browser’s devtools, then press a button: you see each request and
its response, line by line.</p>
<h2>GET /hello</h2>
<p><button type="button" id="get" class="primary">Send GET</button></p>
<h2>POST /hello</h2>
<form id="post" class="join"><label for="name" class="unseen">Name</label>
<input id="name" name="name" value="Alice" autocomplete="off" maxlength="300">
<button class="primary">Send POST</button></form>
<h2>What came back</h2>
<pre id="response" aria-live="polite">Nothing yet.</pre>
<noscript><p class="error">This page needs JavaScript: it shows how a page calls an API. Without it,
try <code>curl -i http://localhost:3000/hello</code>.</p></noscript>
</section>`,
  })
}
