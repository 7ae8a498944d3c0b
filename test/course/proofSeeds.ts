// The seeds of the proof: another one every day, so that a check that only works with one seed is
// found, and the same ones all day, so that a failure can be repeated.

const dayMs = 86_400_000

/** Gives the seeds to run each answer with. `PROOF_SEED` sets the first one, `CI=1` wants three. */
export function proofSeeds(
  { PROOF_SEED, CI }: Readonly<Record<string, string | undefined>>, nowMs: number,
): readonly [number, ...number[]] {
  const first = PROOF_SEED === undefined ? Math.floor(nowMs / dayMs) : Number(PROOF_SEED)
  if (!Number.isInteger(first)) {
    throw new Error(`PROOF_SEED=${PROOF_SEED}: write a whole number, such as 20412`)
  }
  return CI === '1' ? [first, first + 1, first + 2] : [first]
}

/**
 * Says whether a known wrong answer is run with this seed. With `PROOF_PARTS=3` every third one is,
 * and all of them within three days; otherwise each one.
 */
export function isDue(
  index: number, seed: number, { PROOF_PARTS = '1' }: Readonly<Record<string, string | undefined>>,
): boolean {
  return (index + seed) % Number(PROOF_PARTS) === 0
}
