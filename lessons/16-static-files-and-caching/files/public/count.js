document.title += ' (1)'
