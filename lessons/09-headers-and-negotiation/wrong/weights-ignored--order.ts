// The first of the client's list wins.
//#replace
    if (weight > highest) [best, highest] = [offer, weight]
//#with
    const place = 1000 - header.toLowerCase().indexOf(offer)
    if (weight > 0 && place > highest) [best, highest] = [offer, place]
//#end
