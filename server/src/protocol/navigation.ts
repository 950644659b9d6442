/** A command of the editor, for lenses: shows places. Its arguments are a URI, a position in it, and locations, all as in LSP. */
export const showReferencesCommand = 'sigmasmith.showReferences';
