// Answers 200 and nothing for a note that is not there.
//#replace
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    send(response, 200, note)
  },

  async PUT({
//#with
    send(response, 200, note ?? {})
  },

  async PUT({
//#end
