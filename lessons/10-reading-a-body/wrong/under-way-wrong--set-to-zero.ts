// When one body is done, it forgets the others.
//#replace
  } finally {
    underWay -= 1
//#with
  } finally {
    underWay = 0
//#end
