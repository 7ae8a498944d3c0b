import assert from 'node:assert/strict'
import test from 'node:test'
import {
  choiceField, errorText, general, hiddenField, inputField, isFocused, passwordField, tokenField,
  untouched, type Field, type FormState,
} from '../../../src/features/site/fields.ts'
import { html } from '../../../src/http/html.ts'

const wrong: FormState = {
  typed: { slug: '"><script>', password: 'hunter2' },
  issues: [
    { field: '', message: 'Too many links' },
    { field: 'slug', message: 'Use only a to z & digits' },
    { field: 'slug', message: 'A second sentence' },
  ],
}

test('an input says what it is, what was typed, and what is wrong with it', () => {
  const slug: Field = { name: 'slug', label: 'Slug' }
  const rows: [form: FormState, field: Field, has: RegExp[], hasNot: RegExp[]][] = [
    [untouched, slug,
      [/<label for="slug">Slug</, /id="slug"/, /type="text"/, /inputmode="text"/, /required/,
        /value=""/, /aria-invalid="false"/, /aria-describedby="slug-error"/],
      [/autofocus/, /class="hint"/, /dir=/]],
    [untouched, { ...slug, isFirst: true }, [/autofocus/], []],
    [untouched, { ...slug, isOptional: true }, [], [/required/]],
    [untouched, { ...slug, isProse: true, isWide: true }, [/dir="auto"/, /class="field wide"/], []],
    [untouched, { ...slug, hint: 'A & B' },
      [/aria-describedby="slug-error slug-hint"/, /id="slug-hint">A &amp; B</], []],
    [untouched, { name: 'email', label: 'Email', type: 'email' }, [/inputmode="email"/], []],
    [wrong, slug,
      [/value="&quot;&gt;&lt;script&gt;"/, /aria-invalid="true"/, /autofocus/,
        /role="alert">Use only a to z &amp; digits\.</], [/second sentence/, /Too many/]],
    [wrong, { name: 'note', label: 'Note', isFirst: true },
      [/aria-invalid="false"/, /value=""/], [/autofocus/]],
    [wrong, { name: 'password', label: 'Password', type: 'password' },
      [/type="password"/, /value=""/], [/hunter2/]],
  ]
  for (const [form, field, has, hasNot] of rows) {
    const text = inputField(form, field).toString()
    for (const pattern of has) assert.match(text, pattern)
    for (const pattern of hasNot) assert.doesNotMatch(text, pattern)
  }
})

test('typing goes on in the first field that is wrong', () => {
  const slug = { field: 'slug', message: 'Wrong' }
  const rows: [issues: FormState['issues'], name: string, isFirst: boolean, expected: boolean][] = [
    [[], 'slug', true, true],
    [[], 'slug', false, false],
    [[slug], 'slug', false, true],
    [[slug], 'target', true, false],
    [[{ field: 'target', message: 'Wrong' }, slug], 'slug', true, false],
    [[{ field: '', message: 'Wrong' }], 'slug', true, true],
    [[{ field: '', message: 'Wrong' }, slug], 'slug', false, true],
  ]
  for (const [issues, name, isFirst, expected] of rows) {
    assert.equal(isFocused(issues, name, isFirst), expected)
  }
})

test('what is wrong with the whole form is shown apart from its fields', () => {
  assert.equal(html`${general(wrong.issues)}`.toString(),
    '<p class="error" role="alert">Too many links.</p>')
  assert.equal(html`${general([])}`.toString(), '')
  assert.equal(errorText([], 'slug').toString(),
    '<p class="error" id="slug-error" role="alert"></p>')
})

test('hidden fields are escaped, and a form without a token has none', () => {
  const rows: [field: unknown, expected: string][] = [
    [hiddenField('next', '/a?"'), '<input type="hidden" name="next" value="/a?&quot;">'],
    [tokenField({ formToken: 'a.b' }), '<input type="hidden" name="formToken" value="a.b">'],
    [tokenField({ formToken: undefined }), 'false'],
  ]
  for (const [field, expected] of rows) assert.equal(String(field), expected)
})

test('a password that is asked for again may be filled in by a password manager', () => {
  const text = passwordField(untouched, { hint: 'To be sure', isFirst: true }).toString()
  for (const pattern of [/type="password"/, /autocomplete="current-password"/, /autofocus/]) {
    assert.match(text, pattern)
  }
})

test('a choice shows what is chosen, and all when nothing is', () => {
  const choices = [['', 'All'], ['a&b', 'A & B']] as const
  const rows: [chosen: string | undefined, selected: string][] = [
    [undefined, 'All'], ['', 'All'], ['a&b', 'A &amp; B'], ['gone', ''],
  ]
  for (const [chosen, selected] of rows) {
    const text = choiceField('kind', { label: 'Kind', chosen, choices }).toString()
    assert.match(text, /<option value="a&amp;b"/)
    assert.equal(/ selected>([^<]*)</.exec(text)?.[1] ?? '', selected)
  }
})
