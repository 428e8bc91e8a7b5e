export { bannerModule } from './bannerModule';
