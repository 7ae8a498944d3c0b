// Has a random token for each owner in memory, a textarea for the note, and targets as text.
//#file owner.ts
//#replace
    formToken: hashOf(`form ${value}`),
//#with
    formToken: tokenOf(hashOf(`owner ${value}`)),
//#end
//#replace
function hashOf(
//#with
const tokens = new Map<string, string>()

function tokenOf(hash: string): string {
  const token = tokens.get(hash) ?? randomBytes(16).toString('hex')
  tokens.set(hash, token)
  return token
}

function hashOf(
//#end
//#file page.ts
//#replace
${field(typed, 'note', 'Note (only you see it)')}
//#with
<p><label for="note">Note</label>
<textarea name='note' id=note>${typed.get('note') ?? ''}</textarea></p>
//#end
//#replace
leads to <a href="${safeUrl(target)}" rel="noreferrer">${target}</a> at
//#with
leads to ${target} at
//#end
//#replace
import { html, safeUrl,
//#with
import { html,
//#end
//#replace
<p>${clicks} clicks, and ${robots} visits of robots</p>
//#with
<dl><dt>Clicks<dd>${clicks.toLocaleString('en')}<dt>Robots<dd>${robots.toLocaleString('en')}</dl>
//#end
