// The forms of a page, as a browser without scripts reads them: where they're sent, and what with.

import type { Element, Page } from '../19-html-without-xss/readHtml.ts'

export type Field = readonly [name: string, value: string]

/** What a page puts into a form: the fields that nobody sees, and those in its URL. */
export type Given = { hidden: readonly Field[]; query: readonly Field[] }

export type Form = Given & {
  /** How its fields are written: `application/x-www-form-urlencoded`, unless it says otherwise. */
  enctype: string
  /** The path that it's sent to. */
  action: string
  /** What the other fields are called, and what is in them. */
  typed: ReadonlyMap<string, string>
}

/** Finds the form that is sent with POST to a path, on the page that has this path. */
export function findForm(page: Page, action: string, path: string): Form | undefined {
  const base = new URL(path, 'http://localhost')
  return readForms(page.elements, base).find((form) => form.action === action)
}

/** How forms write their fields. */
export const urlEncoded = 'application/x-www-form-urlencoded'

type OpenForm = Pick<Form, 'action' | 'query' | 'enctype'> & {
  id: string
  fields: ReadonlyMap<string, string>[]
}

function readForms(elements: readonly Element[], base: URL): readonly Form[] {
  const forms: OpenForm[] = []
  for (const { name, attributes } of elements) {
    if (name === 'form') forms.push(openForm(attributes, base))
    if (name !== 'input' && name !== 'textarea') continue
    const id = attributes.get('form')
    const owner = id === undefined ? forms.at(-1) : forms.find((form) => form.id === id)
    owner?.fields.push(attributes)
  }
  return forms.map(({ fields, ...form }) => {
    const visible = fields.filter((field) => !isHidden(field)).map(toField)
    return { ...form, hidden: fields.filter(isHidden).map(toField), typed: new Map(visible) }
  })
}

// A form without an action is sent to the page that it's on.
function openForm(attributes: ReadonlyMap<string, string>, base: URL): OpenForm {
  const url = URL.parse(attributes.get('action') || base.href, base)
  const isPost = attributes.get('method')?.toLowerCase() === 'post'
  return {
    id: attributes.get('id') ?? '', action: isPost ? url?.pathname ?? '' : '',
    query: [...url?.searchParams ?? []], fields: [],
    enctype: attributes.get('enctype')?.toLowerCase() || urlEncoded,
  }
}

function isHidden(field: ReadonlyMap<string, string>): boolean {
  return field.get('type')?.toLowerCase() === 'hidden'
}

function toField(field: ReadonlyMap<string, string>): Field {
  return [field.get('name') ?? '', field.get('value') ?? '']
}
