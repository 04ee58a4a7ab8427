// What "vscode" means in layers that must not use it: a module without anything in it.
export {};
