// Makes a command fail when its output can't be written. The console and streams ignore that, and a
// script that stores the output on a full disk would take a part of it for the whole.
// Lesson: deploying (appendix)

/** Has this process end with 1 instead of 0 once something couldn't be written to its output. */
export function failWithoutOutput(): void {
  process.stdout.once('error', (error) => {
    // A program that reads no further, such as `head`, has what it wanted.
    if ('code' in error && error.code === 'EPIPE') return
    process.once('exit', (code) => { process.exitCode = code || 1 })
    console.error(`Can't write the output: ${error.message}`)
  })
  process.stdout.on('error', () => undefined)
}
