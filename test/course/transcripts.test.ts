// The output that lesson texts show is real: each transcript is run again and compared.

import assert from 'node:assert/strict'
import test from 'node:test'
import { loadLessons } from '../../src/course/lessons/lesson.ts'
import { findTranscripts, hasCurl, proveTranscript } from './runTranscript.ts'

const skip = hasCurl || process.env['CI'] !== undefined ? false : 'curl is not on this machine'

for (const { folder, folderName } of loadLessons()) {
  for (const transcript of findTranscripts(folder)) {
    const name = `${folderName}/README.md:${transcript.line} shows what ${transcript.example} sends`
    test(name, { skip }, async () => {
      const problems = await proveTranscript(transcript)
      assert.ok(problems.length === 0, `\n${problems.join('\n')}`)
    })
  }
}
