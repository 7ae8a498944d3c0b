// Does not notice that this index was reached before.
//#replace
      if (index <= reached) throw new Error('A middleware called next twice')
//#with
      if (index < reached) console.log('again')
//#end
