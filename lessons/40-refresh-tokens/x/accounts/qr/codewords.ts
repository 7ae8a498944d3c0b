// The bytes of a symbol: the text with its length and padding, dealt into blocks, each with its
// check bytes. The blocks are interleaved, so that a scratch hurts each of them only a little.
// Lesson: the-page (appendix)

import { checkBytes } from './reedSolomon.ts'
import type { QrPlan } from './tables.ts'

/** Counts the bytes of text that fit, beside the half bytes for mode and end and the length. */
export function capacityOf(plan: QrPlan): number {
  return plan.dataBytes - 1 - lengthBytes(plan)
}

/**
 * Makes the data bytes of a symbol in byte mode. `bytes` must fit (see `capacityOf`).
 *
 * The mode takes four bits, which shifts everything after it by half a byte: written in
 * hexadecimal, where a digit is four bits, that is no more than one digit in front.
 *
 * Source: ISO/IEC 18004:2015, 7.4.5 (byte mode), 7.4.9 (terminator), 7.4.10 (padding).
 */
export function dataCodewords(bytes: Uint8Array, plan: QrPlan): number[] {
  const byteMode = '4'
  const length = bytes.length.toString(16).padStart(2 * lengthBytes(plan), '0')
  const terminator = '0'
  const hex = byteMode + length + bytes.toHex() + terminator
  const codewords = [...Uint8Array.fromHex(hex)]
  for (let pad = 0xec; codewords.length < plan.dataBytes; pad ^= 0xec ^ 0x11) codewords.push(pad)
  return codewords
}

/**
 * Deals the data into blocks, and takes one byte of each block in turn: first data, then checks.
 *
 * Source: ISO/IEC 18004:2015, 7.6.
 */
export function interleave(data: readonly number[], plan: QrPlan): number[] {
  const blocks = splitIntoBlocks(data, plan.blocks)
  const checks = blocks.map((block) => checkBytes(block, plan.checkBytesPerBlock))
  return [...takeInTurn(blocks), ...takeInTurn(checks)]
}

function lengthBytes(plan: QrPlan): number {
  return plan.version < 10 ? 1 : 2
}

// Where the data does not divide evenly, the last blocks are one byte longer.
function splitIntoBlocks(data: readonly number[], count: number): number[][] {
  const shortLength = Math.floor(data.length / count)
  const shortBlocks = count - (data.length % count)
  const blocks: number[][] = []
  for (let start = 0; start < data.length; ) {
    const end = start + shortLength + (blocks.length < shortBlocks ? 0 : 1)
    blocks.push(data.slice(start, end))
    start = end
  }
  return blocks
}

function takeInTurn(blocks: readonly number[][]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length))
  const places = Array.from({ length: longest }, (_, place) => place)
  return places.flatMap((place) => blocks.flatMap((block) => block.slice(place, place + 1)))
}
