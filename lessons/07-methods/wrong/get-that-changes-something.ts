// Makes an empty note where somebody looked for one.
//#replace
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    send(response, 200, note)
  },

  async PUT({
//#with
    const note = notes.get(name)
    if (note === undefined) {
      notes.set(name, {})
      return send(response, 404, { error: `There is no note ${name}` })
    }
    send(response, 200, note)
  },

  async PUT({
//#end
