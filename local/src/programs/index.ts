export { findTool } from './find-tool.ts';
export { home } from './home.ts';
export { fromDebianPackage, fromPythonPackageIndex, installProgram, type Way, withGo } from './install-program.ts';
export { progress } from './progress.ts';
