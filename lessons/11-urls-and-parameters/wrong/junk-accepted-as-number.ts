// Reads as far as it can.
//#replace
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new Refusal(status, `Can't read ${JSON.stringify(text)} as a whole number from 1 up`)
  }
  return Number(text)
//#with
  const number = parseInt(text)
  if (Number.isNaN(number) || number < 1) throw new Refusal(status, 'not a number')
  return number
//#end
