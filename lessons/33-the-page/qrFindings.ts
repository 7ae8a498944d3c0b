// The mistakes that the check of the page names in a picture of a QR code.

import type { Finding } from '../../src/course/check/finding.ts'

export const qrFindings = {
  'no-qr': {
    title: 'There is no SVG picture for a link, or there is one for a link that nobody made',
    why: 'GET /links/<slug>/qr.svg gets a 200 with the type image/svg+xml. A browser shows no '
      + 'picture of another type, and none whose <svg> has no xmlns. An unknown slug gets a 404.',
    hint: 'Which status, Content-Type and <svg> came back? Does the route look the link up?',
    read: 'lesson:the-page',
  },
  'qr-element-unknown': {
    title: "The picture has something in it that the check can't read",
    why: 'It may be right: a browser reads more of SVG than the check does. The text lists what '
      + 'the check can read.',
    hint: 'Draw the modules as <rect>, or as a <path> of straight lines.',
    read: 'lesson:the-page',
  },
  'qr-no-background': {
    title: 'Behind the QR code, the picture is transparent',
    why: 'On a dark page, the code is black on black. The quiet zone needs a background as well.',
    hint: 'Which shape is as large as the whole picture, and is it drawn first?',
    read: 'lesson:the-page',
  },
  'qr-no-quiet-zone': {
    title: 'The light zone around the QR code is narrower than four modules',
    why: 'A reader looks for the code by its edge. On a dark page, or beside text, it finds none.',
    hint: 'How many units does the viewBox have on each side of the code?',
    read: 'lesson:the-page',
  },
  'qr-unreadable': {
    title: "The QR code can't be read, or only by some readers",
    why: 'Rows go down, columns go to the right, and true is dark. Each module fills its square: '
      + 'with gaps, a blurred picture turns grey, and a larger one covers those beside it.',
    hint: 'Compare the first row of encodeQr with that of the picture. Which module is off?',
    read: 'lesson:the-page',
  },
  'qr-other-text': {
    title: 'The QR code has another text in it than the short URL',
    why: 'A phone opens exactly this text. A path alone means nothing to it, and the target would '
      + 'go past your counter.',
    hint: 'Which text do you give to encodeQr? It is the shortUrl of the JSON.',
    read: 'lesson:the-page',
  },
} as const satisfies Record<string, Finding>
