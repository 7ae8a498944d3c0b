// Computes the slug from the target and the number of tries.
//#file make.ts
//#replace
const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
//#with
const text = createHash('sha256').update(`${tries} ${target}`).digest('hex')
    const letters = [...BigInt(`0x${text}`).toString(28)]
      .map((digit) => '23456789bcdfghjkmnpqrstvwxyz'[parseInt(digit, 28)])
    const slug = letters.slice(-slugLength - Math.max(0, tries - triesAtOneLength)).join('')
//#end
//#replace
import { HttpError }
//#with
import { createHash } from 'node:crypto'
import { HttpError }
//#end
