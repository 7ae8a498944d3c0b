// Nobody catches what breaks.
//#replace
    await answer(request, response)
  } catch (error) {
//#with
    await answer(request, response)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
//#end
