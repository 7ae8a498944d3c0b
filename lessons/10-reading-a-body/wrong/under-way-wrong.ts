// Counts down only when all went well.
//#replace
    answer(response, 200, { received: await readJson(request) })
//#with
    answer(response, 200, { received: await readJson(request) })
    underWay -= 1
//#end
//#replace
  } finally {
    underWay -= 1
  }
//#with
  }
//#end
