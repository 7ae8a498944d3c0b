// The status of the example.
//#replace
title: STATUS_CODES[status], status, detail
//#with
title: STATUS_CODES[status], status: 409, detail
//#end
