// The status alone.
//#replace
    response.setHeader('allow', [...methods].join(', '))
//#with
//#end
