// Counts down long after the response.
//#replace
  } finally {
    underWay -= 1
  }
//#with
  } finally {
    setTimeout(() => (underWay -= 1), 3_000)
  }
//#end
