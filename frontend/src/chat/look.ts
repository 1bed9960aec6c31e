/** The look of the window, inside its shadow: nothing of the site reaches in, nothing of ours out. */
export const LOOK = `
:host { all: initial; position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; font: 16px/1.45 system-ui, sans-serif; color-scheme: light; }
*, *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
button { font: inherit; cursor: pointer; border: 0; border-radius: .75rem; min-height: 2.75rem; padding: .5rem 1rem; }
button:focus-visible, input:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid #0b5750; outline-offset: 2px; }
.open { background: var(--c); color: var(--i); font-weight: 600; border-radius: 99rem; padding: .75rem 1.25rem; box-shadow: 0 4px 16px #0004; }
.open b { background: #fff; color: #292622; border-radius: 99rem; padding: 0 .5rem; margin-left: .5rem; }
.box { width: min(22.5rem, calc(100vw - 2rem)); height: min(34rem, calc(100dvh - 2rem)); display: flex; flex-direction: column; background: #fff; color: #292622; border-radius: 1rem; overflow: hidden; box-shadow: 0 8px 32px #0005; }
header { background: var(--c); color: var(--i); display: flex; align-items: center; gap: .5rem; padding: .25rem .25rem .25rem 1rem; }
header strong { flex: 1; overflow-wrap: anywhere; }
header button { background: none; color: inherit; font-size: 1.5rem; line-height: 1; }
.log { flex: 1; overflow-y: auto; padding: 1rem; display: flex; flex-direction: column; gap: .5rem; margin: 0; list-style: none; }
.log li { max-width: 85%; padding: .5rem .75rem; border-radius: 1rem; background: #f4f2ef; white-space: pre-wrap; overflow-wrap: anywhere; align-self: flex-start; }
.log .in { align-self: flex-end; background: var(--c); color: var(--i); }
.log .in a { color: inherit; }
.log .told { align-self: center; background: none; color: #5f5a52; text-align: center; font-size: .875rem; }
.log .unsent { opacity: .6; }
small { display: block; font-size: .75rem; opacity: .85; }
.note, .hint { margin: 0; padding: .25rem 1rem; font-size: .875rem; color: #5f5a52; min-height: 1.75rem; }
.cut { background: #fdf1dc; color: #92400e; }
form { display: grid; gap: .5rem; padding: .5rem 1rem 1rem; }
.row { display: flex; gap: .5rem; align-items: end; }
label { font-size: .875rem; display: grid; gap: .25rem; flex: 1; }
input, textarea { font: inherit; width: 100%; border: 1px solid #8d877d; border-radius: .75rem; padding: .5rem .75rem; background: #fff; color: inherit; min-height: 2.75rem; resize: none; }
.send { background: var(--c); color: var(--i); font-weight: 600; }
@media (max-width: 30rem) { :host(.is-open) { inset: 0; } :host(.is-open) .box { width: 100%; height: 100%; border-radius: 0; } }
`;
