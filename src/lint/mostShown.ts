/** How many problems of one file are worth showing; of others it is told how many they are. */
export const mostShown = 1000;
