// What a reader must know about the machine to make sense of the numbers.

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { readFileSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, type } from 'node:os'
import { join } from 'node:path'
import { benchFolder } from './contender.ts'
import { median } from './summary.ts'

export type Fact = readonly [name: string, value: string]

const fileSystems = new Map([
  [0xef53, 'ext4'],
  [0x9123683e, 'btrfs'],
  [0x58465342, 'xfs'],
  [0x794c7630, 'overlay'],
  [0x01021994, 'memory, where an fsync costs nothing: writes look too good'],
])

/** Returns the machine, the system, the disk under `folder` and the runtime. */
export function machineFacts(folder: string): Fact[] {
  const model = cpus()[0]?.model.trim() ?? 'unknown'
  return [
    ['Processor', `${model}, ${availableParallelism()} cores`],
    ['System', `${type()} ${release()}`],
    ['Load average before', `${loadavg()[0]?.toFixed(2)}: above 0.3, others disturb the numbers`],
    ['Disk', `${fileSystemOf(folder)}; write and fsync of 4 KiB: ${fsyncMs(folder)} ms (median)`],
    ['Node', `${process.version}, with SQLite ${process.versions['sqlite']}`],
  ]
}

/** Returns the version of a package that is installed for the bench. */
export function versionOf(packageName: string): string {
  const file = join(benchFolder, 'node_modules', packageName, 'package.json')
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return `${packageName} ${version}`
}

function fileSystemOf(folder: string): string {
  const { type: magic } = statfsSync(folder)
  return fileSystems.get(magic) ?? `file system 0x${magic.toString(16)}`
}

function fsyncMs(folder: string): string {
  const path = join(folder, 'fsync')
  const file = openSync(path, 'w')
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now()
    writeSync(file, Buffer.alloc(4096))
    fsyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(path)
  return median(times).toFixed(2)
}
