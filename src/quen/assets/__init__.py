"""The built front end: `dist/` beside this file, made by `npm run build` in frontend/."""
