// Sends the 413, and then cuts the connection at once.
//#replace
    if (error instanceof Refusal) answer(response, error.status, { error: error.message })
//#with
    if (error instanceof Refusal) {
      response.once('finish', () => setTimeout(() => request.socket.resetAndDestroy(), 5))
      answer(response, error.status, { error: error.message })
    }
//#end
