// Number reads more than digits.
//#replace
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal(status, `${text} is no number`)
  return Number(text)
//#with
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Refusal(status, `${text} is no number`)
  return number
//#end
