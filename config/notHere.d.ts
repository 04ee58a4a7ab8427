/** What "vscode" means in layers that must not use it: a module with nothing of VS Code in it. */
export declare const notHere: unique symbol;
