// The state of an exercise, as a symbol and a word.

import type { ExerciseState } from '../workshop/workshop.ts'
import { span, type Span } from './layout.ts'

/** Shows a state as a symbol and a word. */
export function standingOf({ state }: ExerciseState): readonly [sign: Span, word: Span] {
  switch (state) {
    case 'passed': return [span('✓', 'good'), span('passed', 'good')]
    case 'changed': return [span('↻', 'busy'), span('passed, changed since', 'busy')]
    case 'failed': return [span('✗', 'bad'), span('not yet', 'bad')]
    case 'started': return [span('▸', 'key'), span('started', 'key')]
    case 'new': return [span('·', 'quiet'), span('new', 'quiet')]
  }
}
