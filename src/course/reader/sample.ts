// What the course is about, in one picture: a request, a response, and the name of its mistake.

import { html, type Html } from '../../http/html.ts'
import type { WireTurn } from '../check/report.ts'
import { wireView } from './wireView.ts'

const turns: readonly WireTurn[] = [
  {
    direction: 'sent',
    bytes: 'POST /notes HTTP/1.1\r\nHost: localhost:41873\r\nContent-Type: application/json\r\n'
      + 'Content-Length: 15\r\n\r\n{"text":"milk"}',
  },
  {
    direction: 'received',
    bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    mark: { start: 9, end: 12 },
  },
]

/** Shows a finding as the check of a later lesson reports it. */
export function sampleFinding(): Html {
  return html`<figure class="sample">
<figcaption>What the check tells you</figcaption>
<p class="finding-id">created-without-201</p>
<p class="sample-title">Your server responded with 200 to a POST that created something</p>
${wireView(turns, { isLabelled: false, hasLesson: () => false })}
</figure>`
}
