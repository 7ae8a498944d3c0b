// Reads as far as it goes.
//#replace
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal(status, `${text} is no number`)
  return Number(text)
//#with
  const number = parseInt(text)
  if (Number.isNaN(number) || number < 1) throw new Refusal(status, `${text} is no number`)
  return number
//#end
