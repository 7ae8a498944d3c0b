// The fingerprint of a schema step: the same for two texts that differ only in comments and
// whitespace, so that a comment can be improved after the step has shipped, and nothing else can.
//
// Lesson: migrations (core)

import { hash } from 'node:crypto'

export type SchemaStep = { number: number; name: string; text: string }

/** Hashes SQL without its comments and whitespace (SHA-256, in hex). */
export function hashSql(text: string): string {
  return hash('sha256', normalizeSql(text))
}

/** Removes comments and whitespace, but never from inside quotes. */
export function normalizeSql(text: string): string {
  return text.replaceAll(quotedOrBlank, (part) => (/^['"`[]/.test(part) ? part : ''))
}

// Quoted text, a comment to the end of its line, a comment in `/* */`, or whitespace.
const quotedOrBlank =
  /'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[^]*?\*\/|\s+/g
