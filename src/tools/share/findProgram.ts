// Finds a program as a shell would, in the folders of PATH. Lesson: share-it (appendix)

import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

type Environment = Record<string, string | undefined>

// The others that PATHEXT may name, such as .CMD, only a shell can run.
const runnable = ['.exe', '.com']

/**
 * Gives the path of a program; undefined when it isn't there. On Windows the program has one of
 * the endings that PATHEXT names. A folder that isn't an absolute path doesn't count: otherwise
 * anyone who can write to the current folder would choose the program.
 */
export function findProgram(
  name: string,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
  canRun: (file: string) => boolean = canRunHere,
): string | undefined {
  const isWindows = platform === 'win32'
  const { isAbsolute, join, delimiter } = isWindows ? win32 : posix
  const path = variable(environment, 'PATH', isWindows) ?? ''
  const endings = isWindows ? endingsIn(variable(environment, 'PATHEXT', isWindows)) : ['']
  return path.split(delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => isAbsolute(folder))
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(canRun)
}

function endingsIn(list = '.COM;.EXE'): string[] {
  return list.toLowerCase().split(';').filter((ending) => runnable.includes(ending))
}

// On Windows the names of variables have no case: there it's often called Path.
function variable(environment: Environment, name: string, isWindows: boolean): string | undefined {
  if (!isWindows) return environment[name]
  const key = Object.keys(environment).find((other) => other.toUpperCase() === name)
  return key === undefined ? undefined : environment[key]
}

function canRunHere(file: string): boolean {
  try {
    // Windows knows no such permission: there, a file that's there can be run.
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
