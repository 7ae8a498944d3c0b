// Sends as many mails as anyone asks for.
//#file reset.ts
//#replace
  buckets.take({ name: `reset of ${address}`, most: 5, secondsPerToken: 600 })

//#with
//#end
